"""What the worker does for publications; each task may run twice without harm."""

from django.tasks import task


@task()
def make_paper(paper_id: int) -> None:
    """Set a PDF that somebody asked for."""
    from guiju.apps.publishing import printing

    printing.make_paper(paper_id=paper_id)
