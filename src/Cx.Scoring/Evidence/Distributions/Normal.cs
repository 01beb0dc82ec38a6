using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Evidence.Distributions;

/// <summary>The standard normal distribution: its cumulative probability and its quantile, both good to some 15 digits, also in the tails.</summary>
internal static class Normal
{
    // 1/√(2π)
    private const double DensityAtZero = 0.39894228040143267794;

    /// <summary>The probability of a value below x, which is finite.</summary>
    public static double Cdf(double x) => x < 0 ? UpperTail(-x) : 1 - UpperTail(x);

    /// <summary>The probability of a value above x, x not negative and finite: Cody 1969, in the form of his ANORM of 1993 (ACM Algorithm 715), whose argument is not divided by √2 first.</summary>
    public static double UpperTail(double x)
    {
        const double NearZero = 0.67448975;
        const double FarOut = 5.656854249492380;
        if (x <= NearZero)
        {
            return 0.5 - (x * Ratio(x * x, CdfNear, CdfNearOver));
        }

        if (x <= FarOut)
        {
            return ExpOfHalfSquare(x) * Ratio(x, CdfMiddle, CdfMiddleOver);
        }

        var z = 1 / (x * x);
        return ExpOfHalfSquare(x) * (DensityAtZero - (z * Ratio(z, CdfFar, CdfFarOver))) / x;
    }

    /// <summary>The value with probability p below it: Wichura 1988, algorithm AS 241 (PPND16).</summary>
    /// <param name="p">A probability, more than 0 and less than 1.</param>
    public static double Quantile(double p)
    {
        const double NearHalf = 0.425;
        var q = p - 0.5;
        if (Math.Abs(q) <= NearHalf)
        {
            return q * Ratio((NearHalf * NearHalf) - (q * q), QuantileNear, QuantileNearOver);
        }

        var r = Math.Sqrt(-Elementary.Log(q < 0 ? p : 1 - p));
        var x = r <= 5 ? Ratio(r - 1.6, QuantileMiddle, QuantileMiddleOver) : Ratio(r - 5, QuantileFar, QuantileFarOver);
        return q < 0 ? -x : x;
    }

    // e^(-x²/2); x is split after four binary digits, whose square is exact, because a rounded square would cost digits in the tail.
    private static double ExpOfHalfSquare(double x)
    {
        var head = Math.Truncate(x * 16) / 16;
        return Elementary.Exp(-0.5 * head * head) * Elementary.Exp(-0.5 * (x - head) * (x + head));
    }

    private static double Ratio(double x, ReadOnlySpan<double> over, ReadOnlySpan<double> under) => Polynomial(x, over) / Polynomial(x, under);

    // Horner's scheme, highest power first.
    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        var sum = coefficients[0];
        foreach (var coefficient in coefficients[1..])
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }

    private static ReadOnlySpan<double> CdfNear =>
        [0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249];

    private static ReadOnlySpan<double> CdfNearOver =>
        [1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956];

    private static ReadOnlySpan<double> CdfMiddle =>
    [
        1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
        2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218,
    ];

    private static ReadOnlySpan<double> CdfMiddleOver =>
    [
        1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
        18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
    ];

    private static ReadOnlySpan<double> CdfFar =>
        [0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466, 2.9112874951168792e-5];

    private static ReadOnlySpan<double> CdfFarOver =>
        [1, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5];

    private static ReadOnlySpan<double> QuantileNear =>
    [
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
    ];

    private static ReadOnlySpan<double> QuantileNearOver =>
    [
        5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
        5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1,
    ];

    private static ReadOnlySpan<double> QuantileMiddle =>
    [
        7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static ReadOnlySpan<double> QuantileMiddleOver =>
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 0.0151986665636164571966, 0.148103976427480074590,
        0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static ReadOnlySpan<double> QuantileFar =>
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.00124266094738807843860, 0.0265321895265761230930,
        0.296560571828504891230, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static ReadOnlySpan<double> QuantileFarOver =>
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        0.0148753612908506148525, 0.136929880922735805310, 0.599832206555887937690, 1,
    ];
}
