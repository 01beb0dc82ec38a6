namespace Cx.Scoring;

/// <summary>A step of a model: a <see cref="Touchpoint"/>, or a <see cref="Stage"/> of several.</summary>
public abstract record Step
{
    private protected Step(string id) => Id = id;

    /// <summary>The name of the step, unique in its model, not blank. Compared ordinally.</summary>
    public string Id { get; init; }

    /// <summary>How much the step counts beside its siblings: finite, 0 or 1e-100 to 1,000,000. With 0 it is reported and changes no score.</summary>
    public double Weight { get; init; } = 1;
}
