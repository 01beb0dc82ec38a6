using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cx.Scoring.Tests.Conventions;

public sealed class ImmutabilityTests
{
    private const BindingFlags Fields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Public_types_have_no_setter_but_init() => Assert.Empty(
        from type in typeof(JourneyScorer).Assembly.GetExportedTypes()
        from property in type.GetProperties()
        where property.DeclaringType == type && property.SetMethod is { IsPublic: true } setter
            && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type}.{property.Name}");

    [Fact]
    public void Fields_are_read_only() => Assert.Empty(
        from type in typeof(JourneyScorer).Assembly.GetTypes()
        where type.Namespace?.StartsWith("Cx.Scoring", StringComparison.Ordinal) == true && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        where !type.IsEnum && !type.IsByRefLike // on the stack of one call
        from field in type.GetFields(Fields)
        where !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute))
        select $"{type}.{field.Name}");

    [Fact]
    public void Source_has_no_ambient_state() => Assert.All(
        Repository.Sources,
        file => Assert.DoesNotMatch(@"Random\.Shared|DateTime(Offset)?\.(Utc)?Now|Stopwatch|Environment\.Get|AppContext\.|ThreadStatic|CurrentCulture|async |\bMath\.(Exp|Log|Pow)\(", WithoutTesting(file)));

    // The generators of the law kit may use the platform's Pow: they make inputs, not scores.
    private static string WithoutTesting(string file) => file.Contains("Cx.Scoring.Testing", StringComparison.Ordinal) ? "" : File.ReadAllText(file);
}
