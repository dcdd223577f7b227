"""What the worker does for appraisal; each task may run twice without harm."""

from django.tasks import task


@task()
def measure_trial(trial_id: int) -> None:
    """Measure what a draft asks of a past month beyond the stored figures."""
    from guiju.apps.appraisal import actions

    actions.perform_trial(trial_id=trial_id)
