using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cx.Scoring;

/// <summary>A read-only copy that is equal by content and prints its content: what a record needs to hold a list.</summary>
internal sealed class ValueList<T>(ReadOnlySpan<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] items = items.ToArray();

    public int Count => items.Length;

    public ReadOnlySpan<T> Span => items;

    public T this[int index] => items[index];

    /// <summary>A copy of a list; null stays null, for the validator to report.</summary>
    public static ValueList<T>? Of(IEnumerable<T>? items) => items switch
    {
        null => null,
        ValueList<T> already => already,
        _ => new ValueList<T>(items.ToArray()),
    };

    public bool Equals(ValueList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", items.Select(Print))}]";

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A tuple prints its numbers in the current culture.
    private static string Print(T item) => item is ITuple tuple
        ? $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Convert.ToString(tuple[i], CultureInfo.InvariantCulture)))})"
        : Convert.ToString(item, CultureInfo.InvariantCulture) ?? "";
}
