namespace Cx.Scoring.Compilation;

/// <summary>The micro-experiences of a journey, wherever they are kept.</summary>
internal interface IExperiences
{
    int Count { get; }

    double Value(int index);

    double Weight(int index);
}
