"""The recipes of all trained networks, by name."""

from types import MappingProxyType

from app.training import digit_recipes, figure_recipes

RECIPES = MappingProxyType(
    {recipe.name: recipe for recipe in (*figure_recipes.RECIPES, *digit_recipes.RECIPES)}
)
