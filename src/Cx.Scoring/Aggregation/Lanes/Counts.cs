namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Numbers that are known when code is compiled: for each of them it is compiled anew, and what is beyond falls away.</summary>
internal static class Counts
{
    /// <summary>A number.</summary>
    public interface ICount
    {
        static abstract int Value { get; }
    }

    public readonly struct Of1 : ICount
    {
        public static int Value => 1;
    }

    public readonly struct Of2 : ICount
    {
        public static int Value => 2;
    }

    public readonly struct Of3 : ICount
    {
        public static int Value => 3;
    }

    public readonly struct Of4 : ICount
    {
        public static int Value => 4;
    }

    public readonly struct Of5 : ICount
    {
        public static int Value => 5;
    }

    public readonly struct Of6 : ICount
    {
        public static int Value => 6;
    }

    public readonly struct Of7 : ICount
    {
        public static int Value => 7;
    }

    public readonly struct Of8 : ICount
    {
        public static int Value => 8;
    }

    public readonly struct Of9 : ICount
    {
        public static int Value => 9;
    }

    public readonly struct Of10 : ICount
    {
        public static int Value => 10;
    }

    public readonly struct Of11 : ICount
    {
        public static int Value => 11;
    }

    public readonly struct Of12 : ICount
    {
        public static int Value => 12;
    }

    public readonly struct Of13 : ICount
    {
        public static int Value => 13;
    }

    public readonly struct Of14 : ICount
    {
        public static int Value => 14;
    }

    public readonly struct Of15 : ICount
    {
        public static int Value => 15;
    }

    public readonly struct Of16 : ICount
    {
        public static int Value => 16;
    }
}
