namespace Cx.Scoring.Batch;

/// <summary>The rows of a touchpoint that a journey meets more than once; they stand together, in the order in which they were lived.</summary>
/// <param name="Journey">The journey, as its place in the block.</param>
/// <param name="Slot">The touchpoint.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct Run(int Journey, int Slot, int Start, int Count);
