namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>exp, log and pow of one double, by the one implementation that all lanes share.</summary>
internal static class Elementary
{
    public static double Exp(double x) => LaneMath.Exp(new ScalarLane(x)).Value;

    public static double ExpMinusOne(double x) => LaneMath.ExpMinusOne(new ScalarLane(x)).Value;

    public static double Log(double x) => LaneMath.Log(new ScalarLane(x)).Value;

    public static double LogOnePlus(double x) => LaneMath.LogOnePlus(new ScalarLane(x)).Value;

    public static double Pow(double x, double exponent) => LaneMath.Pow(new ScalarLane(x), new ScalarLane(exponent)).Value;
}
