using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class DeclaredLawTests
{
    [Fact]
    public void A_law_without_a_condition_applies_to_all_weights()
    {
        DeclaredLaw declared = Law.Monotone;
        Assert.Null(declared.Condition);
        Assert.True(declared.AppliesTo([1]));
        Assert.Equal("Monotone", $"{declared}");
    }

    [Fact]
    public void A_law_with_a_condition_applies_where_it_holds()
    {
        var declared = DeclaredLaw.When(Law.Monotone, "n <= 2", weights => weights.Length <= 2);
        Assert.True(declared.AppliesTo([0.5, 0.5]));
        Assert.False(declared.AppliesTo([0.5, 0.25, 0.25]));
        Assert.Equal("Monotone if n <= 2", $"{declared}");
    }

    [Fact]
    public void A_condition_is_named_and_given()
    {
        Assert.Throws<ArgumentException>("condition", () => DeclaredLaw.When(Law.Monotone, " ", _ => true));
        Assert.Throws<ArgumentNullException>("applies", () => DeclaredLaw.When(Law.Monotone, "n <= 2", null!));
        Assert.Throws<ArgumentNullException>("strategy", () => default(IAggregationStrategy)!.Keeps(Law.Monotone));
    }

    [Fact]
    public void Keeps_is_true_only_without_a_condition()
    {
        Assert.True(AggregationStrategies.WeakestLink.Keeps(Law.Monotone));
        Assert.False(AggregationStrategies.ConsistencyVariance().Keeps(Law.Homogeneous));
        Assert.False(new Undeclared().Keeps(Law.Idempotent));
        Assert.False(AggregationStrategies.Gate(new Undeclared(), 0, 0.5).Keeps(Law.Idempotent));
    }

    private sealed class Undeclared : IAggregationStrategy
    {
        public string Name => "undeclared";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => scores[0];
    }
}
