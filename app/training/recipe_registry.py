"""The recipes of all trained networks, by name."""

from types import MappingProxyType

from app.training import digit_recipes, figure_recipes, lenet_recipes

RECIPES = MappingProxyType(
    {
        recipe.name: recipe
        for recipes in (figure_recipes, digit_recipes, lenet_recipes)
        for recipe in recipes.RECIPES
    }
)
