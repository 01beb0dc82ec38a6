using System.Diagnostics;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Numbers that are known when code is compiled: for each of them it is compiled anew, and what is beyond falls away.</summary>
internal static class Counts
{
    /// <summary>A number.</summary>
    public interface ICount
    {
        static abstract int Value { get; }
    }

    /// <summary>What is compiled for each number.</summary>
    public interface IVisitor
    {
        void Visit<TCount>()
            where TCount : struct, ICount;
    }

    /// <summary>Goes to what is compiled for a number.</summary>
    /// <param name="count">1 to 16.</param>
    /// <param name="visitor">What is compiled.</param>
    public static void Visit<TVisitor>(int count, ref TVisitor visitor)
        where TVisitor : struct, IVisitor, allows ref struct
    {
        switch (count)
        {
            case 1: visitor.Visit<Of1>(); break;
            case 2: visitor.Visit<Of2>(); break;
            case 3: visitor.Visit<Of3>(); break;
            case 4: visitor.Visit<Of4>(); break;
            case 5: visitor.Visit<Of5>(); break;
            case 6: visitor.Visit<Of6>(); break;
            case 7: visitor.Visit<Of7>(); break;
            case 8: visitor.Visit<Of8>(); break;
            case 9: visitor.Visit<Of9>(); break;
            case 10: visitor.Visit<Of10>(); break;
            case 11: visitor.Visit<Of11>(); break;
            case 12: visitor.Visit<Of12>(); break;
            case 13: visitor.Visit<Of13>(); break;
            case 14: visitor.Visit<Of14>(); break;
            case 15: visitor.Visit<Of15>(); break;
            case 16: visitor.Visit<Of16>(); break;
            default: throw new UnreachableException();
        }
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
