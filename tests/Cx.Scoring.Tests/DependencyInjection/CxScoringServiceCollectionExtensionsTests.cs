using Cx.Scoring.DependencyInjection;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace Cx.Scoring.Tests.DependencyInjection;

public sealed class CxScoringServiceCollectionExtensionsTests
{
    private static readonly ScoringModel Other = CoffeeBar.Model with { Name = "other" };

    [Fact]
    public void AddCxScoring_gives_one_scorer_and_its_validators()
    {
        using var services = new ServiceCollection().AddCxScoring(CoffeeBar.Model).BuildServiceProvider(validateScopes: true);
        var scorer = services.GetRequiredService<JourneyScorer>();
        using var scope = services.CreateScope();
        Assert.Same(scorer, scope.ServiceProvider.GetRequiredService<JourneyScorer>());
        Assert.Equal(0.75, scorer.Score(CoffeeBar.Visit).Value);
        Assert.False(services.GetRequiredService<IValidator<Journey>>().Validate(CoffeeBar.Visit.With("greeting", 7)).IsValid);
        Assert.False(services.GetRequiredService<IValidator<ScoringModel>>().Validate(new ScoringModel("")).IsValid);
    }

    [Fact]
    public void AddCxScoring_with_keys_keeps_models_apart()
    {
        using var services = new ServiceCollection().AddCxScoring("bar", CoffeeBar.Model).AddCxScoring("other", Other).AddCxScoring(Other).BuildServiceProvider();
        Assert.Equal("coffee-bar", services.GetRequiredKeyedService<JourneyScorer>("bar").Model.Name);
        Assert.Equal("other", services.GetRequiredKeyedService<JourneyScorer>("other").Model.Name);
        Assert.Equal("other", services.GetRequiredService<JourneyScorer>().Model.Name);
        Assert.True(services.GetRequiredKeyedService<IValidator<Journey>>("bar").Validate(CoffeeBar.Visit).IsValid);
        Assert.Single(services.GetServices<IValidator<ScoringModel>>());
    }

    [Fact]
    public void AddCxScoring_does_not_replace_silently() => Assert.Equal(
        "Model 'other' cannot be added: model 'coffee-bar' is registered already. Give each a key: AddCxScoring(key, model).",
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddCxScoring(CoffeeBar.Model).AddCxScoring(Other)).Message);

    [Fact]
    public void AddCxScoring_with_a_key_does_not_replace_silently() => Assert.Equal(
        "Model 'other' cannot be added: model 'coffee-bar' is registered already under the key 'bar'. Choose another key.",
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddCxScoring("bar", CoffeeBar.Model).AddCxScoring("bar", Other)).Message);

    [Fact]
    public void AddCxScoring_refuses_a_faulty_model_at_once() =>
        Assert.Throws<ValidationException>(() => new ServiceCollection().AddCxScoring(new ScoringModel("m")));
}
