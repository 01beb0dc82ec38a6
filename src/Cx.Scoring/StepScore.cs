namespace Cx.Scoring;

/// <summary>What a touchpoint or stage scored in a journey, and how much it counted.</summary>
/// <param name="Id">The id of the step.</param>
/// <param name="Score">Its score in [0,1]; null when it was not measured, or a stage could not be scored.</param>
/// <param name="Weight">Its share among its siblings, 0 to 1; 0 when it was left out of the score.</param>
/// <param name="EffectiveWeight">Its share of the journey, 0 to 1: its weight times the weights of the stages around it.</param>
public readonly record struct StepScore(string Id, double? Score, double Weight, double EffectiveWeight);
