using Cx.Scoring.Aggregation;
using Cx.Scoring.Compilation;
using FluentValidation;

namespace Cx.Scoring.Validation;

/// <summary>The rules that models, stages and touchpoints share, each written once.</summary>
internal static class StepRules
{
    public static string WeightRefusal(double weight) => weight is > 0 and < Weights.Least
        ? FormattableString.Invariant($"the weight was {weight}; one that is not 0 is at least {Weights.Least}.")
        : FormattableString.Invariant($"the weight was {weight}; allowed is 0 to {Weights.Greatest}.");

    public static void IsStrategy<T>(this IRuleBuilder<T, IAggregationStrategy?> rule, Func<T, string> owner, string property) => rule
        .Must(strategy => ScoringModelValidator.IsNotBlank(strategy?.Name))
        .WithMessage((whole, strategy) => strategy is null
            ? $"{owner(whole)} has no strategy; set {property}, for example to AggregationStrategies.WeightedMean."
            : $"{owner(whole)}: the strategy's name is blank; a strategy has a name that tells it from others.");

    /// <summary>The strategy takes the steps it is given: as many as it has places for, and weights that it is safe for.</summary>
    public static void Fits<T>(this IRuleBuilder<T, IAggregationStrategy?> rule, Func<T, string> owner, Func<T, IReadOnlyList<Step>?> steps) => rule
        .Must((whole, strategy) => Misfit(strategy, steps(whole)) is null)
        .WithMessage((whole, strategy) => $"{owner(whole)}: {Misfit(strategy, steps(whole))}");

    /// <summary>The rules for a group of steps; those for each of them are <see cref="IsStep"/>.</summary>
    public static void AreSteps<T>(this IRuleBuilder<T, IReadOnlyList<Step>> rule, Func<T, string> owner) => rule
        .Must(steps => steps is { Count: > 0 }).WithMessage(whole => $"{owner(whole)} has no steps; it needs at least one touchpoint or stage.")
        .Must(steps => steps is not { Count: > 0 } || !steps.All(step => step?.Weight == 0))
        .WithMessage(whole => $"{owner(whole)}: all weights are 0; at least one step must count.");

    public static void IsStep<T>(this IRuleBuilderInitialCollection<T, Step> rule, int depth) => rule
        .NotNull().WithMessage("A step was null; a step is a touchpoint or a stage.")
        .Must((_, _, context) => depth <= ScoringModelValidator.MaximumDepth)
        .WithMessage($"The step is nested deeper than {ScoringModelValidator.MaximumDepth} levels, which is the most.")
        .SetInheritanceValidator(step =>
        {
            if (depth <= ScoringModelValidator.MaximumDepth)
            {
                step.Add(new TouchpointValidator());
                step.Add<Stage>(_ => new StageValidator(depth));
            }
        });

    public static void IsId<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(ScoringModelValidator.IsNotBlank).WithMessage("A step has an id that is not blank; it was '{PropertyValue}'.");

    public static void IsWeight<T>(this IRuleBuilder<T, double> rule)
        where T : Step => rule
        .Must(Weights.IsWeight).WithMessage(step => $"'{step.Id}': {WeightRefusal(step.Weight)}");

    private static string? Misfit(IAggregationStrategy? strategy, IReadOnlyList<Step>? steps)
    {
        double[] weights = [.. (steps ?? []).Where(step => step is not null && Weights.IsWeight(step.Weight) && step.Weight > 0).Select(step => step.Weight)];
        var total = Weights.Sum(weights);
        return strategy switch
        {
            _ when weights.Length == 0 => null,
            IPositionalStrategy positional when positional.Places != weights.Length => FormattableString.Invariant(
                $"strategy '{strategy.Name}' takes {positional.Places} steps, and {weights.Length} count here."),
            Gate when !strategy.Keeps(Law.Symmetric) && (steps ?? []).Any(step => step is Touchpoint { Required: true }) =>
                $"strategy '{strategy.Name}' watches the required touchpoints, which are in the order of the model, and its inner strategy needs the order of the journey; choose an inner strategy that is symmetric.",
            IGuardsWeights guard => guard.Refusal([.. weights.Select(weight => weight / total)]) is { } refusal ? $"{refusal}." : null,
            _ => null,
        };
    }
}
