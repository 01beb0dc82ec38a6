using Cx.Scoring.Validation;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace Cx.Scoring.DependencyInjection;

/// <summary>Registers scorers with a service collection.</summary>
public static class CxScoringServiceCollectionExtensions
{
    /// <summary>Registers one model: a singleton <see cref="JourneyScorer"/>, and the validators of journeys and models.</summary>
    /// <param name="services">The services.</param>
    /// <param name="model">The model; it is checked here, so that a faulty one stops the start and not the first visit.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ValidationException">The model is faulty.</exception>
    /// <exception cref="InvalidOperationException">A model is registered already; several have keys.</exception>
    public static IServiceCollection AddCxScoring(this IServiceCollection services, ScoringModel model) => services.Add(model, key: null);

    /// <summary>Registers one of several models under a key: a keyed singleton <see cref="JourneyScorer"/> and its journey validator.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, as for <c>[FromKeyedServices(key)]</c>.</param>
    /// <param name="model">The model; it is checked here.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ValidationException">The model is faulty.</exception>
    /// <exception cref="InvalidOperationException">A model is registered under this key already.</exception>
    public static IServiceCollection AddCxScoring(this IServiceCollection services, object key, ScoringModel model)
    {
        ArgumentNullException.ThrowIfNull(key);
        return services.Add(model, key);
    }

    private static IServiceCollection Add(this IServiceCollection services, ScoringModel model, object? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(model);
        var earlier = services.FirstOrDefault(service => service.ServiceType == typeof(JourneyScorer) && Equals(service.ServiceKey, key));
        if (earlier is not null)
        {
            var other = ((earlier.IsKeyedService ? earlier.KeyedImplementationInstance : earlier.ImplementationInstance) as JourneyScorer)?.Model.Name;
            throw new InvalidOperationException(key is null
                ? $"Model '{model.Name}' cannot be added: model '{other}' is registered already. Give each a key: AddCxScoring(key, model)."
                : $"Model '{model.Name}' cannot be added: model '{other}' is registered already under the key '{key}'. Choose another key.");
        }

        var scorer = new JourneyScorer(model);
        IValidator<Journey> journeys = new JourneyValidator(scorer.Compiled);
        services.Add(new ServiceDescriptor(typeof(JourneyScorer), key, scorer));
        services.Add(new ServiceDescriptor(typeof(IValidator<Journey>), key, journeys));
        if (!services.Any(service => service.ServiceType == typeof(IValidator<ScoringModel>)))
        {
            services.AddSingleton<IValidator<ScoringModel>>(new ScoringModelValidator());
        }

        return services;
    }
}
