using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Conventions;

/// <summary>docs/strategies.md says of every strategy what the code does: each worked row, each law, each call, each link.</summary>
public sealed partial class StrategyPageTests
{
    private const string Page = "docs/strategies.md";
    private const string Catalogue = "src/Cx.Scoring/Aggregation/AggregationStrategies.cs";
    private const int Decimals = 6;
    private const double Exact = 1e-12;

    /// <summary>What gives a strategy, but for the reader of names.</summary>
    private static readonly string[] Members =
    [
        .. typeof(AggregationStrategies).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => (member as PropertyInfo)?.PropertyType == typeof(IAggregationStrategy)
                || member is MethodInfo { IsSpecialName: false } method && method.ReturnType == typeof(IAggregationStrategy))
            .Select(member => member.Name).Where(name => name is not nameof(AggregationStrategies.Parse)).Distinct(),
    ];

    private static readonly Section[] Sections = [.. Heading().Split(Repository.Read(Page)).Skip(1).Select(text => new Section(text))];

    /// <summary>The sections of strategies: all with a call but the one about andness, which finds strategies of other sections.</summary>
    private static readonly Section[] StrategySections =
        [.. Sections.Where(section => section.Calls.Any(call => !call.EndsWith("OfAndness", StringComparison.Ordinal) && Members.Contains(call)))];

    public static TheoryData<string, string, string, string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string>();
            foreach (var section in Sections)
            {
                foreach (var (strategy, scores, weights, score) in section.Rows)
                {
                    data.Add(section.Title, strategy, scores, weights, score);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Strategies => [.. StrategySections.Select(section => section.Title)];

    public static TheoryData<string> Calls => [.. Members];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_worked_row_is_what_the_code_gives(string section, string strategy, string scores, string weights, string score)
    {
        var values = Numbers(scores);
        double[] weightOf = weights == "equal" ? [.. values.Select(_ => 1.0)] : Numbers(weights);
        Assert.Equal(values.Length, weightOf.Length);
        Assert.Equal(strategy, AggregationStrategies.Parse(strategy).Name);
        var model = new ScoringModel(section)
        {
            Strategy = AggregationStrategies.Parse(strategy),
            Steps = [.. weightOf.Select((weight, i) => new Touchpoint($"touchpoint-{i}", Scale.YesNo) { Weight = weight })],
        };

        // What has fewer decimals than six is exact; the rest is rounded to them.
        var decimals = score.Contains('.', StringComparison.Ordinal) ? score.Length - score.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        Assert.InRange(decimals, 0, Decimals);
        Assert.Equal(Number(score), new JourneyScorer(model).ScoreValue(values), decimals < Decimals ? Exact : (0.5 * Math.Pow(10, -Decimals)) + Exact);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_member_has_one_section_which_its_doc_comment_points_to(string member)
    {
        var section = Assert.Single(Sections, section => section.Calls.Contains(member));
        var comment = Repository.Read(Catalogue).Split($"public static IAggregationStrategy {member}", 2)[0].Split("public static IAggregationStrategy")[^1];
        Assert.All(Anchor().Matches(comment).Select(match => match.Groups["anchor"].Value), anchor => Assert.Equal(section.Anchor, anchor));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_member_stands_in_the_readme(string member) =>
        Assert.Matches($@"\| .*`{member}\b.* \|", Repository.Read("README.md"));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_section_says_all_that_there_is_to_say(string title)
    {
        var section = Assert.Single(StrategySections, section => section.Title == title);
        Assert.NotEmpty(section.Rows);
        Assert.NotEmpty(section.Names);
        Assert.Equal(section.Paragraphs.Count(paragraph => paragraph.StartsWith("Laws", StringComparison.Ordinal)), section.Laws.Count);
        Assert.All(section.Names, name => Assert.Equal(name, AggregationStrategies.Parse(name).Name));
        Assert.All(
            ["F = ", "Parameters: ", "Laws: ", "Use it when ", "It lies when ", "Source: "],
            part => Assert.Single(section.Paragraphs, paragraph => paragraph.StartsWith(part, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_section_has_the_laws_that_the_code_declares(string title)
    {
        var section = Assert.Single(StrategySections, section => section.Title == title);
        var laws = Assert.Single(section.Laws, line => line.Strategies.Count == 0).Laws;
        var exceptions = section.Laws.SelectMany(line => line.Strategies.Select(strategy => (strategy, line.Laws))).ToDictionary();
        Assert.All(
            section.Rows.Select(row => row.Strategy).Concat(section.Names).Distinct(),
            strategy => Assert.Equal(exceptions.GetValueOrDefault(strategy, laws), Declared(AggregationStrategies.Parse(strategy))));
        Assert.Empty(exceptions.Keys.Except(section.Rows.Select(row => row.Strategy)));
        Assert.Contains(section.Rows, row => !exceptions.ContainsKey(row.Strategy));
    }

    [Fact]
    public void The_laws_are_those_of_the_code_in_its_order() =>
        Assert.Equal(Enum.GetNames<Law>(), LawNames().Select(name => name.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase);

    // A row that is written otherwise would be skipped in silence.
    [Fact]
    public void Every_row_of_a_strategy_is_a_worked_row() =>
        Assert.All(Sections, section => Assert.Equal(section.Text.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal)), section.Rows.Count));

    [Fact]
    public void The_contents_link_every_section_once()
    {
        var contents = Heading().Split(Repository.Read(Page))[0];
        Assert.Equal(
            Sections.Select(section => $"[{section.Title}](#{section.Anchor})").Order(StringComparer.Ordinal),
            Link().Matches(contents).Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_pointer_of_the_code_has_its_section()
    {
        var pointers = Repository.Sources
            .SelectMany(file => Anchor().Matches(File.ReadAllText(file)).Select(match => match.Groups["anchor"].Value)).Distinct().ToList();
        Assert.NotEmpty(pointers);
        Assert.Empty(pointers.Except(Sections.Select(section => section.Anchor)));
    }

    // The published exponents have three or four digits.
    [Fact]
    public void The_seventeen_levels_are_those_of_the_code()
    {
        var levels = Level().Matches(Assert.Single(Sections, section => section.Title == "Andness").Text);
        Assert.Equal(17, levels.Count);
        Assert.All(levels.Select((match, i) => (match, i)), level =>
        {
            var (andness, exponent) = (Number(level.match.Groups["andness"].Value), Number(level.match.Groups["exponent"].Value));
            Assert.Equal(level.i / 16.0, andness);
            Assert.Equal(andness, AggregationStrategies.AndnessOf(AggregationStrategies.PowerMean(exponent), 2).Value, 1e-4);
        });
    }

    private static string Declared(IAggregationStrategy strategy)
    {
        var declared = ((IDeclaresLaws)strategy).Laws.OrderBy(law => law.Law).ToList();
        var names = LawNames();
        return declared.Count == names.Length && declared.All(law => law.Condition is null)
            ? "all"
            : string.Join(", ", declared.Select(law => names[(int)law.Law] + (law.Condition is null ? "" : $" (if {law.Condition})")));
    }

    private static string[] LawNames() =>
        [.. LawRow().Matches(Assert.Single(Sections, section => section.Title == "Laws").Text.Split("|---|")[1]).Select(match => match.Groups["law"].Value)];

    private static double[] Numbers(string text) => [.. text.Split(", ").Select(Number)];

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^- `AggregationStrategies\.(?<member>\w+)[^`]*`(?:, named `(?<name>[^`]+)`)?$", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\| `(?<strategy>[^`]+)` \| (?<scores>[^|]+) \| (?<weights>[^|]+) \| (?<score>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^Laws(?: of (?:`(?<strategy>[^`]+)`(?:, )?)+)?: (?<laws>.+)\.$")]
    private static partial Regex LawLine();

    [GeneratedRegex(@"^\| (?<law>[a-z -]+) \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex LawRow();

    [GeneratedRegex(@"^\| [ACD+-]+ \| (?<andness>[\d.]+) \| (?<exponent>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Level();

    [GeneratedRegex(@"docs/strategies\.md#(?<anchor>[a-z0-9-]+)")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"\[[^\]]+\]\(#[^)]+\)")]
    private static partial Regex Link();

    private sealed class Section(string text)
    {
        public string Text => text;

        public string Title { get; } = text.Split('\n')[0];

        public string Anchor => string.Concat(Title.Replace(' ', '-').Select(char.ToLowerInvariant));

        public string[] Paragraphs { get; } = [.. text.Split("\n\n").Select(paragraph => paragraph.Trim().Replace('\n', ' '))];

        public IReadOnlyList<string> Calls { get; } = [.. Call().Matches(text).Select(match => match.Groups["member"].Value)];

        public IReadOnlyList<string> Names { get; } = [.. Call().Matches(text).Select(match => match.Groups["name"]).Where(name => name.Success).Select(name => name.Value)];

        public IReadOnlyList<(string Strategy, string Scores, string Weights, string Score)> Rows { get; } =
        [
            .. Row().Matches(text).Select(match => (match.Groups["strategy"].Value, match.Groups["scores"].Value, match.Groups["weights"].Value, match.Groups["score"].Value)),
        ];

        public IReadOnlyList<(IReadOnlyList<string> Strategies, string Laws)> Laws =>
        [
            .. Paragraphs.Select(paragraph => LawLine().Match(paragraph)).Where(match => match.Success)
                .Select(match => ((IReadOnlyList<string>)[.. match.Groups["strategy"].Captures.Select(capture => capture.Value)], match.Groups["laws"].Value)),
        ];
    }
}
