namespace Cx.Scoring;

/// <summary>Which model gave a score.</summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fingerprint">
/// The first 64 bits, as 16 hexadecimal digits, of the SHA-256 of all that can change a score: ids, order, weights, scales,
/// value functions, strategies by name, and what is done about missing scores. Models that differ in any of these differ here.
/// </param>
public sealed record ModelIdentity(string Name, string Version, string Fingerprint);
