using FluentValidation;

namespace Cx.Scoring.Validation;

/// <summary>The rules for a stage and all that is in it.</summary>
internal sealed class StageValidator : AbstractValidator<Stage>
{
    public StageValidator(int depth)
    {
        RuleFor(stage => stage.Id).IsId();
        RuleFor(stage => stage.Weight).IsWeight();
        RuleFor(stage => stage.Strategy).IsStrategy(stage => $"Stage '{stage.Id}'", nameof(Stage.Strategy));
        RuleFor(stage => stage.Strategy).Fits(stage => $"Stage '{stage.Id}'", stage => stage.Steps);
        RuleFor(stage => stage.Steps).AreSteps(stage => $"Stage '{stage.Id}'");
        RuleForEach(stage => stage.Steps).IsStep(depth + 1);
    }
}
