using Cx.Scoring.Evidence;

namespace Cx.Scoring.Tests.Evidence;

/// <summary>What is true of every part: it merges in any order and partition, the empty one is neutral, and its bytes are read back or refused.</summary>
public abstract class PartTests<TPart>(Func<TPart> empty, Func<TPart, byte[]> write, Func<byte[], TPart> read)
    where TPart : class, IPart<TPart>
{
    private const int Answers = 60;

    [Fact]
    public void Parts_merge_to_the_whole_in_any_order_and_partition()
    {
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
        {
            var whole = Part(0, Answers);
            var (first, second) = (random.Next(Answers + 1), random.Next(Answers + 1));
            (first, second) = (Math.Min(first, second), Math.Max(first, second));
            AssertSame(whole, Merged(Merged(Part(0, first), Part(first, second)), Part(second, Answers)));
            AssertSame(whole, Merged(Part(0, first), Merged(Part(first, second), Part(second, Answers))));
            if (IsCommutative)
            {
                AssertSame(whole, Merged(Part(second, Answers), Merged(Part(first, second), Part(0, first))));
            }
        }
    }

    [Fact]
    public void The_empty_part_is_neutral()
    {
        Assert.Equal(0, empty().Count);
        AssertSame(Part(0, Answers), Merged(empty(), Part(0, Answers)));
        AssertSame(Part(0, Answers), Merged(Part(0, Answers), empty()));
        Assert.Equal(0, Merged(empty(), empty()).Count);
    }

    [Fact]
    public void A_part_that_is_merged_in_stays_as_it_is()
    {
        var part = Part(0, 7);
        Merged(Part(7, Answers), part);
        Assert.Equal(write(Part(0, 7)), write(part));
    }

    [Fact]
    public void Bytes_are_read_back_to_the_last_bit()
    {
        foreach (var part in new[] { empty(), Part(0, 1), Part(0, Answers) })
        {
            var again = read(write(part));
            Assert.Equal(Say(part), Say(again));
            Assert.Equal(write(part), write(again));
            again.Merge(Part(0, Answers));
            part.Merge(Part(0, Answers));
            Assert.Equal(write(part), write(again));
        }
    }

    [Fact]
    public void Bytes_that_are_cut_off_or_changed_are_refused()
    {
        var bytes = write(Part(0, Answers));
        for (var length = 0; length < bytes.Length; length += 1 + (length / 16))
        {
            Assert.Matches("are no part|were cut off or changed", Assert.Throws<FormatException>(() => read(bytes[..length])).Message);
        }

        for (var place = 8; place < bytes.Length; place += 1 + (place / 16))
        {
            var changed = bytes.ToArray();
            changed[place] ^= 1;
            Assert.Equal($"The {bytes.Length} bytes of the part were cut off or changed: their check does not fit.", Assert.Throws<FormatException>(() => read(changed)).Message);
        }

        var other = bytes.ToArray();
        other[0] = (byte)'X';
        Assert.Equal($"These {bytes.Length} bytes are no part: a part begins with CXPT and has at least 16 bytes.", Assert.Throws<FormatException>(() => read(other)).Message);
        foreach (var version in (byte[])[0, 2])
        {
            var another = bytes.ToArray();
            another[4] = version;
            Assert.Equal($"The part was written as version {version}; this library reads version 1.", Assert.Throws<FormatException>(() => read(another)).Message);
        }
    }

    [Fact]
    public void Bytes_of_another_part_are_refused()
    {
        var strange = new RunningScore(new RunningScoreTests.Strange());
        Assert.StartsWith("The bytes are of a part 'running-score' of 'strange', and a part '", Assert.Throws<FormatException>(() => read(strange.ToBytes())).Message, StringComparison.Ordinal);
    }

    /// <summary>Whether the order of the parts does not matter.</summary>
    protected virtual bool IsCommutative => true;

    /// <summary>Adds a random answer.</summary>
    protected abstract void Feed(TPart part, Random random);

    /// <summary>What the part says, in numbers.</summary>
    protected abstract double[] Say(TPart part);

    // The answers of a fixed sequence, from one place to another.
    private TPart Part(int from, int to)
    {
        var part = empty();
        for (var i = from; i < to; i++)
        {
            Feed(part, new Random(1000 + i));
        }

        return part;
    }

    private static TPart Merged(TPart one, TPart other)
    {
        one.Merge(other);
        return one;
    }

    private void AssertSame(TPart expected, TPart actual) =>
        Assert.All(Say(expected).Zip(Say(actual)), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
}
