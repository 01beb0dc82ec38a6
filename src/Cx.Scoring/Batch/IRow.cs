namespace Cx.Scoring.Batch;

/// <summary>A row on its way to its journey.</summary>
internal interface IRow
{
    /// <summary>The number of its journey.</summary>
    int Journey { get; }

    int Touchpoint { get; }

    double Value { get; }

    double Weight { get; }
}

/// <summary>A row that can be made of its columns.</summary>
internal interface IRow<TSelf> : IRow
    where TSelf : struct, IRow<TSelf>
{
    static abstract TSelf Of(int journey, RowMemory rows, int row);

    /// <summary>The same row of a journey of that number.</summary>
    TSelf Of(int journey);
}
