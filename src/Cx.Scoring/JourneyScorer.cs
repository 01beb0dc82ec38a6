using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;
using Cx.Scoring.Validation;
using FluentValidation;
using FluentValidation.Results;

namespace Cx.Scoring;

/// <summary>Scores journeys under one model.</summary>
/// <remarks>
/// Build it once and keep it: the model is checked and compiled here, and scoring never looks at it again. Immutable; any number of
/// threads may score at once. The same journey gives the same bits on every road.
/// </remarks>
public sealed class JourneyScorer
{
    private const int OnStack = 128;
    private readonly CompiledModel compiled;
    private readonly FlatScorer? flat;
    private readonly JourneyValidator validator;

    /// <summary>A scorer for a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ValidationException">The model is faulty; the exception lists every fault with its path.</exception>
    public JourneyScorer(ScoringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        new ScoringModelValidator().ValidateAndThrow(model);
        compiled = CompiledModel.Of(model);
        flat = FlatScorer.Of(compiled);
        validator = new(compiled);
        Touchpoints = new ValueList<string>([.. compiled.Slots.Select(slot => slot.Id)]);
    }

    /// <summary>The model.</summary>
    public ScoringModel Model => compiled.Model;

    /// <summary>The name, version and fingerprint of the model.</summary>
    public ModelIdentity Identity => compiled.Identity;

    /// <summary>The ids of the touchpoints in model order: the order in which <see cref="ScoreValue(ReadOnlySpan{double})"/> reads values.</summary>
    public IReadOnlyList<string> Touchpoints { get; }

    internal CompiledModel Compiled => compiled;

    /// <summary>Scores a journey.</summary>
    /// <param name="journey">The journey; the order of its touchpoints matters only to strategies that are not symmetric.</param>
    /// <returns>The score with its explanation. Too little evidence is an answer, not an error: then <see cref="JourneyScore.Value"/> is null.</returns>
    /// <exception cref="ArgumentException">The journey is faulty: it names an unknown touchpoint, holds a value off its scale or a bad weight, or recovers what was not lived or what the model has no recovery for.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score; the message names it.</exception>
    public JourneyScore Score(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return ScoreOrNull(journey) ?? throw Faulty(journey);
    }

    /// <summary>Scores a journey, or says everything that is wrong with it.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="score">The score; null when the journey is faulty.</param>
    /// <param name="faults">Every fault of the journey, with paths; null when there is none.</param>
    /// <returns>Whether the journey was scored.</returns>
    public bool TryScore(Journey journey, [NotNullWhen(true)] out JourneyScore? score, [NotNullWhen(false)] out ValidationResult? faults)
    {
        ArgumentNullException.ThrowIfNull(journey);
        score = ScoreOrNull(journey);
        faults = score is null ? validator.Validate(journey) : null;
        return score is not null;
    }

    /// <summary>The value of a journey alone: the same bits as <see cref="JourneyScore.Value"/>, and no allocation but for recoveries.</summary>
    /// <param name="journey">The journey.</param>
    /// <returns>The score in [0,1]; NaN when there is no value.</returns>
    /// <exception cref="ArgumentException">The journey is faulty, as in <see cref="Score(Journey)"/>.</exception>
    [SkipLocalsInit]
    public double ScoreValue(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var count = compiled.Steps.Length;
        using var rented = new Scratch<double>(count, OnStack);
        using var rentedPositions = new Scratch<int>(compiled.OrderMatters ? count : 0, OnStack);
        var nodes = rented.Over(stackalloc double[OnStack]);
        var positions = rentedPositions.Over(stackalloc int[OnStack]);
        var reading = Reading.Of(compiled, journey, nodes, positions);
        if (reading.IsFaulty)
        {
            throw Faulty(journey);
        }

        if (journey.HasRecoveries)
        {
            return ScoreValue(RecoveredOrNull(journey) ?? throw Faulty(journey));
        }

        return ValueOf(nodes, reading.Missing, reading.Positions(positions));
    }

    /// <inheritdoc cref="ScoreValue(Journey)"/>
    /// <returns>The score in [0,1]; null when there is no value.</returns>
    internal double? ValueOrNull(Journey journey) => ScoreValue(journey) is var value && double.IsNaN(value) ? null : value;

    /// <summary>The journey as it counts: failures at the values that recoveries lift them to, and no recoveries left.</summary>
    /// <param name="journey">A journey that was scored: it has no fault.</param>
    internal Journey Recovered(Journey journey) => journey.HasRecoveries ? RecoveredOrNull(journey)! : journey;

    /// <summary>The value of a journey with at most one value a touchpoint: the fastest road, with the same bits and no allocation.</summary>
    /// <remarks>The journey is taken to have been lived in the order of the model.</remarks>
    /// <param name="values">One value for each of <see cref="Touchpoints"/>, on its scale; NaN where it is missing.</param>
    /// <returns>The score in [0,1]; NaN when there is no value.</returns>
    /// <exception cref="ArgumentException">There are not as many values as touchpoints, or a value is off its scale or infinite.</exception>
    public double ScoreValue(ReadOnlySpan<double> values)
    {
        if (values.Length != compiled.Slots.Length)
        {
            throw WrongCount(values);
        }

        var score = flat is null ? double.NaN : flat.Score(values);
        return double.IsNaN(score) ? ValueTheLongWay(values) : score;
    }

    [SkipLocalsInit]
    private double ValueTheLongWay(ReadOnlySpan<double> values) =>
        compiled.Steps.Length <= OnStack ? ValueOf(values, stackalloc double[OnStack]) : ValueOfMany(values);

    // What is rare has a method of its own, so that the common road saves no registers for it and clears no memory.
    private double ValueOfMany(ReadOnlySpan<double> values)
    {
        using var rented = new Scratch<double>(compiled.Steps.Length, onStack: 0);
        return ValueOf(values, rented.Over([]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double ValueOf(ReadOnlySpan<double> values, Span<double> nodes)
    {
        nodes = nodes[..compiled.Steps.Length];

        // What the short way did not score has gaps, most likely.
        var missing = flat is null ? Reading.Values(compiled, values, nodes) : Reading.ValuesWithGaps(compiled, values, nodes);
        return missing == 0 ? compiled.Single.Complete(ScalarLane.Of(nodes)).Value
            : missing > 0 ? ValueOf(nodes, missing, [])
            : throw Faulty(values);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal double ValueOf(Span<double> nodes, int missing, ReadOnlySpan<int> positions)
    {
        var model = compiled.Single;
        var lanes = ScalarLane.Of(nodes);
        return (missing == 0 ? model.Complete(lanes, positions) : model.WithGaps(lanes, model.Weights, positions)).Value;
    }

    private JourneyScore? ScoreOrNull(Journey journey)
    {
        var nodes = new double[compiled.Steps.Length];
        using var rentedPositions = new Scratch<int>(compiled.OrderMatters ? nodes.Length : 0, OnStack);
        var positions = rentedPositions.Over(stackalloc int[OnStack]);
        var reading = Reading.Of(compiled, journey, nodes, positions);
        return reading.IsFaulty ? null
            : journey.HasRecoveries ? RecoveredScoreOrNull(journey, nodes, reading, positions)
            : Evaluation.Score(compiled, journey.Id, nodes, reading.Positions(positions), reading.Missing);
    }

    // Recovery changes values alone, so what is missing and when each node was lived stay.
    private JourneyScore? RecoveredScoreOrNull(Journey journey, double[] nodes, Reading reading, Span<int> positions)
    {
        if (RecoveredOrNull(journey) is not { } recovered)
        {
            return null;
        }

        var without = ValueOf(nodes, reading.Missing, reading.Positions(positions));
        reading = Reading.Of(compiled, recovered, nodes, positions);
        return Evaluation.Score(compiled, journey.Id, nodes, reading.Positions(positions), reading.Missing, double.IsNaN(without) ? null : without);
    }

    // The journey was read before, so no value and no weight is at fault; null where a recovery is.
    private Journey? RecoveredOrNull(Journey journey)
    {
        var recoveries = new Recoveries(journey);
        return Model.Recovery is { } recovery && recoveries.AreOfSomething() ? new(journey.Id, recoveries.Applied(compiled, recovery)) : null;
    }

    private ArgumentException WrongCount(ReadOnlySpan<double> values) => new(
        string.Create(CultureInfo.InvariantCulture, $"There are {values.Length} values; model '{Model.Name}' has {compiled.Slots.Length} touchpoints and takes one value for each, NaN where it is missing."),
        nameof(values));

    private ArgumentException Faulty(Journey journey) =>
        new(string.Join(Environment.NewLine, validator.Validate(journey).Errors.Select(fault => fault.ErrorMessage)), nameof(journey));

    private ArgumentException Faulty(ReadOnlySpan<double> values)
    {
        var message = "";
        for (var i = 0; i < values.Length; i++)
        {
            var touchpoint = (Touchpoint)compiled.Steps[compiled.NodeOfSlot[i]]!;
            if (!double.IsNaN(values[i]) && !compiled.Slots[i].Accepts(values[i]))
            {
                message += $"{(message.Length == 0 ? "" : Environment.NewLine)}Value {i}, touchpoint '{touchpoint.Id}': {touchpoint.Scale.Refusal(values[i])}";
            }
        }

        return new(message, nameof(values));
    }
}
