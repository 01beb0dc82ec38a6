namespace Cx.Scoring.Batch;

/// <summary>A row on its way to its journey.</summary>
/// <param name="Journey">The number of its journey.</param>
/// <param name="Touchpoint">The touchpoint.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Weight">The weight.</param>
internal readonly record struct Row(int Journey, int Touchpoint, double Value, double Weight);
