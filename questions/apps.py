"""The questions app: no models, only pages, widgets and their templates."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "questions"
