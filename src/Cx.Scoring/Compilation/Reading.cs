using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>What was found in a journey while its values became touchpoint scores.</summary>
internal readonly struct Reading
{
    private const int OnStack = 128;
    private const int Fault = -1;
    private readonly bool inModelOrder;

    private Reading(int missing, bool inModelOrder) => (Missing, this.inModelOrder) = (missing, inModelOrder);

    /// <summary>How many touchpoints were not measured.</summary>
    public int Missing { get; }

    /// <summary>Whether the journey is faulty; the validator says how.</summary>
    public bool IsFaulty => Missing == Fault;

    /// <summary>When each node was lived; empty where that is the order of the model.</summary>
    public ReadOnlySpan<int> Positions(ReadOnlySpan<int> positions) => inModelOrder ? [] : positions;

    /// <summary>Reads one value a slot.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="values">One value a slot, NaN where missing.</param>
    /// <param name="nodes">Receives the score of each touchpoint, NaN where missing.</param>
    /// <returns>How many are missing; -1 when a value is off its scale.</returns>
    /// <remarks>Not inlined: within its caller the compiler would not inline all that it calls.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Values(CompiledModel compiled, ReadOnlySpan<double> values, Span<double> nodes)
    {
        if (compiled.SlotsByFour.Length > 0)
        {
            var scores = nodes.Slice(compiled.Slots[0].Node, values.Length);
            if (compiled.AreExact
                ? AllRead<OnExactScale<Vector256Lane>>(compiled.SlotsByFour, values, scores)
                : AllRead<OnAnyScale<Vector256Lane>>(compiled.SlotsByFour, values, scores))
            {
                Finish(compiled, nodes);
                return 0;
            }
        }

        return ValuesWithGaps(compiled, values, nodes);
    }

    /// <summary>The same for values of which some are missing, most likely.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ValuesWithGaps(CompiledModel compiled, ReadOnlySpan<double> values, Span<double> nodes)
    {
        var missing = 0;
        var slots = compiled.Slots.AsSpan(0, values.Length);
        for (var i = 0; i < slots.Length; i++)
        {
            var value = values[i];
            ref readonly var slot = ref slots[i];
            if (slot.Accepts(value))
            {
                nodes[slot.Node] = slot.Normalise(value);
            }
            else if (double.IsNaN(value))
            {
                nodes[slot.Node] = double.NaN;
                missing++;
            }
            else
            {
                return Fault;
            }
        }

        Finish(compiled, nodes);
        return missing;
    }

    /// <summary>Reads one value a slot, where none is missing.</summary>
    /// <param name="slots">All slots (<see cref="CompiledModel.SlotsByFour"/>); there are some.</param>
    /// <param name="values">One value a slot; the caller has counted them.</param>
    /// <param name="scores">Receives the score of each slot.</param>
    /// <returns>False where a value is missing or off its scale; the loop for all models tells which.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllRead<TRule>(FourSlots[] slots, ReadOnlySpan<double> values, Span<double> scores)
        where TRule : struct, ICellRule<Vector256Lane>
    {
        var value = new ReadOnlyWalk<double>(values);
        var score = new Walk<double>(scores[..values.Length]);
        var marks = Vector256Lane.Broadcast(0);
        for (var four = new ReadOnlyWalk<FourSlots>(slots); four.Goes; four.Next())
        {
            var measured = Vector256Lane.Load(in value[four.Now.First]);
            var read = TRule.Score(in four.Now.Ruler, measured);
            marks = TRule.Mark(marks, in four.Now.Ruler, measured, read);
            Vector256Lane.Store(read, ref score[four.Now.First]);
        }

        return Vector256Lane.IsUnmarked(marks);
    }

    /// <summary>Reads a journey.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="nodes">Receives the score of each touchpoint, NaN where missing.</param>
    /// <param name="positions">Receives when each node was last lived, -1 where it was not; empty when order does not matter.</param>
    public static Reading Of(CompiledModel compiled, Journey journey, Span<double> nodes, Span<int> positions)
    {
        var experiences = journey.Span;
        return experiences.Length == compiled.Slots.Length && experiences.Length <= OnStack && FollowsModel(compiled, experiences, nodes)
            ? new(0, inModelOrder: true)
            : InAnyOrder(compiled, experiences, nodes, positions);
    }

    // A journey that met each touchpoint once and in the order of the model, as most did, is its values. False where it did not, or is faulty.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FollowsModel(CompiledModel compiled, ReadOnlySpan<MicroExperience> experiences, Span<double> nodes)
    {
        Span<double> values = stackalloc double[OnStack];
        values = values[..experiences.Length];
        var slots = compiled.Slots.AsSpan(0, experiences.Length);

        // A loop that calls nothing keeps its numbers in registers: ids are mostly those of the model itself.
        var areIts = true;
        for (var i = 0; i < experiences.Length; i++)
        {
            ref readonly var experience = ref experiences[i];
            areIts &= ReferenceEquals(experience.Touchpoint, slots[i].Id);
            if (experience.Weight is not (>= Weights.Least and <= Weights.Greatest))
            {
                return false;
            }

            values[i] = experience.Value;
        }

        if (!(areIts || SpellTheSame(experiences, slots)))
        {
            return false;
        }

        return Values(compiled, values, nodes) == 0;
    }

    private static bool SpellTheSame(ReadOnlySpan<MicroExperience> experiences, ReadOnlySpan<Slot> slots)
    {
        for (var i = 0; i < experiences.Length; i++)
        {
            if (experiences[i].Touchpoint != slots[i].Id)
            {
                return false;
            }
        }

        return true;
    }

    [SkipLocalsInit]
    private static Reading InAnyOrder(CompiledModel compiled, ReadOnlySpan<MicroExperience> experiences, Span<double> nodes, Span<int> positions)
    {
        using var rented = new Scratch<int>(experiences.Length, OnStack);
        var slotOf = rented.Over(stackalloc int[OnStack]);
        nodes.Fill(double.NaN);
        var (previous, inOrder, repeats, present) = (-1, true, false, 0);
        for (var i = 0; i < experiences.Length; i++)
        {
            ref readonly var experience = ref experiences[i];
            if (!TryFind(compiled, experience.Touchpoint, previous + 1, out var index))
            {
                return new(Fault, false);
            }

            ref readonly var slot = ref compiled.Slots[index];
            if (!slot.Accepts(experience.Value) || !Weights.IsWeight(experience.Weight))
            {
                return new(Fault, false);
            }

            slotOf[i] = index;
            if (experience.Weight == 0)
            {
                slotOf[i] = -1;
                continue;
            }

            ref var score = ref nodes[slot.Node];
            if (double.IsNaN(score))
            {
                score = slot.Normalise(experience.Value);
                present++;
            }
            else
            {
                repeats = true;
            }

            inOrder &= index > previous;
            previous = index;
        }

        Finish(compiled, nodes);
        if (repeats)
        {
            Repeats(compiled, new OfJourney(experiences), slotOf, nodes);
        }

        if (!inOrder && !positions.IsEmpty)
        {
            Place(compiled, slotOf, positions);
        }

        return new(compiled.Slots.Length - present, inOrder || positions.IsEmpty);
    }

    // From the place on the scale to the score: in a loop of its own, so that the loop before it calls nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(CompiledModel compiled, Span<double> nodes)
    {
        if (!compiled.IsPlain)
        {
            FinishEach(compiled, nodes);
        }
    }

    private static void FinishEach(CompiledModel compiled, Span<double> nodes)
    {
        foreach (ref readonly var slot in compiled.Slots.AsSpan())
        {
            ref var score = ref nodes[slot.Node];
            if (!slot.IsPlain && !double.IsNaN(score))
            {
                score = slot.ScoreOf(score);
            }
        }
    }

    // Journeys mostly follow their model, so the next slot is tried before the dictionary.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFind(CompiledModel compiled, string? touchpoint, int expected, out int slot)
    {
        var slots = compiled.Slots;
        if ((uint)expected < (uint)slots.Length && slots[expected].Id == touchpoint)
        {
            slot = expected;
            return true;
        }

        slot = -1;
        return touchpoint is not null && compiled.SlotOfId.TryGetValue(touchpoint, out slot);
    }

    /// <summary>Scores the touchpoints that a journey meets more than once.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="experiences">The journey, without faults.</param>
    /// <param name="slotOf">The slot of each micro-experience; -1 where it does not count.</param>
    /// <param name="nodes">Receives the scores of those touchpoints.</param>
    /// <remarks>A counting sort by slot: the micro-experiences of each touchpoint become neighbours, in journey order.</remarks>
    [SkipLocalsInit]
    public static void Repeats<TExperiences>(CompiledModel compiled, TExperiences experiences, ReadOnlySpan<int> slotOf, Span<double> nodes)
        where TExperiences : struct, IExperiences, allows ref struct
    {
        var slots = compiled.Slots.Length;
        using var rentedEnds = new Scratch<int>(slots + 1, OnStack);
        using var rentedValues = new Scratch<double>(2 * experiences.Count, OnStack);
        var ends = rentedEnds.Over(stackalloc int[OnStack]);
        var scratch = rentedValues.Over(stackalloc double[OnStack]);
        var values = scratch[..experiences.Count];
        var weights = scratch[experiences.Count..];
        ends.Clear();
        foreach (var slot in slotOf)
        {
            if (slot >= 0)
            {
                ends[slot + 1]++;
            }
        }

        for (var slot = 0; slot < slots; slot++)
        {
            ends[slot + 1] += ends[slot];
        }

        for (var i = 0; i < slotOf.Length; i++)
        {
            if (slotOf[i] >= 0)
            {
                var place = ends[slotOf[i]]++;
                (values[place], weights[place]) = (experiences.Value(i), experiences.Weight(i));
            }
        }

        // Now ends[slot] is where the slot ends.
        var start = 0;
        for (var slot = 0; slot < slots; slot++)
        {
            var count = ends[slot] - start;
            if (count > 1)
            {
                nodes[compiled.NodeOfSlot[slot]] = compiled.Slots[slot].Score(values.Slice(start, count), weights.Slice(start, count));
            }

            start = ends[slot];
        }
    }

    /// <summary>When each node was lived: when it was last met, the end that peak-end remembers; -1 where it was not.</summary>
    public static void Place(CompiledModel compiled, ReadOnlySpan<int> slotOf, Span<int> positions)
    {
        positions.Fill(-1);
        for (var i = 0; i < slotOf.Length; i++)
        {
            if (slotOf[i] >= 0)
            {
                positions[compiled.NodeOfSlot[slotOf[i]]] = i;
            }
        }

        foreach (var group in compiled.Groups)
        {
            foreach (var child in positions.Slice(group.First, group.Count))
            {
                positions[group.Node] = Math.Max(positions[group.Node], child);
            }
        }
    }

    private readonly ref struct OfJourney(ReadOnlySpan<MicroExperience> experiences) : IExperiences
    {
        private readonly ReadOnlySpan<MicroExperience> experiences = experiences;

        public int Count => experiences.Length;

        public double Value(int index) => experiences[index].Value;

        public double Weight(int index) => experiences[index].Weight;
    }
}
