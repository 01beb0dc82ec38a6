using System.Numerics;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

public sealed class AscendingTests
{
    private const int Most = 1000;

    [Fact]
    public void Count_stops_at_the_first_key_that_falls_or_is_too_great()
    {
        for (var length = 0; length <= (3 * Vector<int>.Count) + 1; length++)
        {
            // Pairs of equal keys: equal ones do not fall. The last is as great as allowed.
            int[] keys = [.. Enumerable.Range(0, length).Select(row => Most - ((length - row) / 2))];
            AssertCounts(keys, length);
            for (var row = 0; row < length; row++)
            {
                AssertCounts([.. keys[..row], Most + 1, .. keys[(row + 1)..]], row);
                if (row > 0)
                {
                    AssertCounts([.. keys[..row], keys[row - 1] - 1, .. keys[(row + 1)..]], row);
                }
            }
        }

        static void AssertCounts(int[] keys, int expected)
        {
            Assert.Equal(expected, Ascending.Count<int>(keys, Most));
            Assert.Equal(expected, Ascending.Count<long>(Array.ConvertAll(keys, key => (long)key), Most));
        }
    }

    [Fact]
    public void Are_takes_any_key()
    {
        Assert.True(Ascending.Are<long>([]));
        Assert.True(Ascending.Are<long>([long.MinValue, -1, 0, 0, long.MaxValue, long.MaxValue]));
        Assert.False(Ascending.Are<long>([long.MaxValue, long.MinValue]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void MayBe_refuses_no_keys_that_ascend_and_sees_a_late_one_at_the_end(int length)
    {
        int[] keys = [.. Enumerable.Range(0, length).Select(row => row / 3)];
        Assert.True(Ascending.MayBe(keys));
        keys[^1] = -1;
        Assert.False(Ascending.MayBe(keys));
    }
}
