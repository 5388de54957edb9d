"""What a principal was granted: a model is reachable if every one of its grants has it, and without grants nothing is."""

from proxy.catalog.index import Catalog
from proxy.policy.patterns import is_match
from proxy.policy.principal import Grant, Principal


def granted_mask(grants: tuple[Grant, ...], catalog: Catalog) -> int:
    """Return the endpoints of the models that all *grants* have."""
    mask = 0
    for model, serving in catalog.serving.items():
        if grants and all(has_model(grant, model) for grant in grants):
            mask |= serving
    return mask


def has_model(grant: Grant, model: str) -> bool:
    """Say whether *grant* has *model*."""
    return any(is_match(pattern, model) for pattern in grant.models)


def missing_grant(principal: Principal, model: str) -> Grant | None:
    """Return the grant to blame where *principal* cannot reach *model*; one without models stands for having none."""
    if not principal.grants:
        return Grant(holder=principal.key, models=(), place=principal.place)
    return next((grant for grant in principal.grants if not has_model(grant, model)), None)
