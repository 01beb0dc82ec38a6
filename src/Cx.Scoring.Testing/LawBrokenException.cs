namespace Cx.Scoring.Testing;

/// <summary>A strategy breaks a law that it declares.</summary>
public sealed class LawBrokenException : Exception
{
    /// <summary>Without a message.</summary>
    public LawBrokenException()
    {
    }

    /// <summary>With the report as its message.</summary>
    public LawBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public LawBrokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
