"""What the simulator's phones ask of the clinic; not there outside the sandbox."""

from django.urls import path

from . import sandbox

urlpatterns = [
    path("state.json", sandbox.state, name="sandbox_state"),
    path("skip", sandbox.skip_for_phone, name="sandbox_skip"),
]
