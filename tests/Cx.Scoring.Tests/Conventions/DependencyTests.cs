using System.Reflection;
using System.Reflection.Emit;

namespace Cx.Scoring.Tests.Conventions;

public sealed class DependencyTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Assembly Library = typeof(JourneyScorer).Assembly;

    // The first byte of an operation code of two.
    private const byte LongOpCode = 0xFE;
    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    // The verb: it checks a model and compiles it, and stands above both.
    private static readonly Type[] Above = [typeof(JourneyScorer), typeof(JourneyScore)];

    /// <summary>Each namespace with those that it may use; the nouns are the root namespace, and nouns and strategies stand side by side.</summary>
    public static TheoryData<string, string[]> Layers => new()
    {
        { "Cx.Scoring.Aggregation.Lanes", [] },
        { "Cx.Scoring.Aggregation.States", ["Cx.Scoring.Aggregation", "Cx.Scoring.Aggregation.Lanes"] },
        { "Cx.Scoring.Aggregation", ["Cx.Scoring", "Cx.Scoring.Aggregation.Lanes", "Cx.Scoring.Aggregation.States"] },
        { "Cx.Scoring", ["Cx.Scoring.Aggregation", "Cx.Scoring.Aggregation.Lanes"] },
        { "Cx.Scoring.Metrics", ["Cx.Scoring", "Cx.Scoring.Aggregation", "Cx.Scoring.Evidence", "Cx.Scoring.Evidence.Distributions"] },
        { "Cx.Scoring.Evidence.Distributions", ["Cx.Scoring.Aggregation.Lanes", "Cx.Scoring.Explanation"] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Dependencies_point_downwards_only(string layer, string[] allowed)
    {
        var types = Library.GetTypes().Where(type => type.Namespace == layer && !Above.Contains(Outermost(type))).ToList();
        Assert.NotEmpty(types);
        var upwards =
            from type in types
            from used in Used(type)
            where used.Assembly == Library && used.Namespace is not null && used.Namespace != layer && !allowed.Contains(used.Namespace)
            select $"{type} uses {used}";
        Assert.Empty(upwards.Distinct());
    }

    [Fact]
    public void The_library_depends_on_two_packages_alone() => Assert.Equal(
        ["FluentValidation", "Microsoft.Extensions.DependencyInjection.Abstractions"],
        Library.GetReferencedAssemblies().Select(name => name.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Folder_is_namespace() => Assert.All(
        Repository.Sources,
        file =>
        {
            var expected = Path.GetRelativePath(Repository.PathOf("src"), Path.GetDirectoryName(file)!).Replace('/', '.').Replace('\\', '.');
            Assert.Contains($"namespace {expected};", File.ReadAllText(file), StringComparison.Ordinal);
        });

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    // What a type names in its members and in the bodies of its methods.
    private static IEnumerable<Type> Used(Type type)
    {
        var members = type.GetMembers(All);
        var named = members.SelectMany(member => member switch
        {
            FieldInfo field => [field.FieldType],
            PropertyInfo property => [property.PropertyType],
            MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
            _ => Enumerable.Empty<Type>(),
        });
        return named.Concat(members.OfType<MethodBase>().SelectMany(Called)).Concat(type.GetInterfaces()).Append(type.BaseType ?? typeof(object)).SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        { IsGenericParameter: true } => [],
        _ => [type],
    };

    // The tokens of a body, read instruction by instruction.
    private static IEnumerable<Type> Called(MethodBase method)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType!.GetGenericArguments();
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var i = 0; i < body.Length;)
        {
            var code = body[i] == LongOpCode ? OpCodesByValue[(short)((LongOpCode << 8) | body[i + 1])] : OpCodesByValue[body[i]];
            i += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(body, i), ofType, ofMethod);
                if ((member as Type ?? member?.DeclaringType) is { } used)
                {
                    yield return used;
                }
            }

            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => sizeof(byte),
                OperandType.InlineVar => sizeof(short),
                OperandType.InlineI8 or OperandType.InlineR => sizeof(long),
                OperandType.InlineSwitch => sizeof(int) * (1 + BitConverter.ToInt32(body, i)),
                _ => sizeof(int),
            };
        }
    }
}
