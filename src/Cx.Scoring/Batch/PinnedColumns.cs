using System.Buffers;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Columns that stand apart, pinned until they are disposed of.</summary>
internal readonly ref struct PinnedColumns
{
    private readonly int count;
    private readonly MemoryHandle[]? handles;

    public PinnedColumns(ReadOnlySpan<ReadOnlyMemory<double>> columns)
    {
        count = columns.Length;
        if (count == 0)
        {
            return;
        }

        handles = ArrayPool<MemoryHandle>.Shared.Rent(count);
        Columns = ArrayPool<Raw<double>>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            handles[i] = columns[i].Pin();
            Columns[i] = Raw.Of<double>(handles[i], columns[i].Length);
        }
    }

    /// <summary>The columns; null where there are none.</summary>
    public Raw<double>[]? Columns { get; }

    public void Dispose()
    {
        if (handles is null)
        {
            return;
        }

        foreach (ref var handle in handles.AsSpan(0, count))
        {
            handle.Dispose();
        }

        ArrayPool<MemoryHandle>.Shared.Return(handles);
        ArrayPool<Raw<double>>.Shared.Return(Columns!);
    }
}
