namespace Cx.Scoring.Batch;

/// <summary>Rows that are to be brought together by parts.</summary>
/// <typeparam name="TItem">What is kept of a row.</typeparam>
internal interface IPartitioned<out TItem>
{
    /// <summary>How many rows there are.</summary>
    int Count { get; }

    /// <summary>The part of a row; -1 where it belongs to none.</summary>
    int PartOf(int row);

    /// <summary>What is kept of a row.</summary>
    TItem ItemOf(int row);
}
