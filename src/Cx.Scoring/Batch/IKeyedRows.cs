namespace Cx.Scoring.Batch;

/// <summary>Rows with keys that can be told apart.</summary>
internal interface IKeyedRows
{
    int HashOf(int row);

    bool AreEqual(int row, int other);
}
