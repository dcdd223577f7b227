"""Addresses of work; those of records stand in their own area."""

from django.urls import path

from guiju.web.work import (
    absences,
    accusing,
    board,
    calendar,
    cases,
    doing,
    kept,
    listing,
    meetings,
    notices,
    one,
    projects,
    reports,
    tasks,
)

app_name = "work"
urlpatterns = [
    path("", listing.listed, name="list"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("board/", board.board, name="board"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:project_id>/", projects.project, name="project"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<str:name>/", reports.report, name="report"),
    path("kept/<str:name>/", kept.kept, name="kept"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("absences/", absences.absences, name="absences"),
    path("notices/", notices.notices, name="notices"),
    path("notices/heard/", notices.heard, name="heard"),
    path("cases/", cases.cases, name="cases"),
    path("cases/report/", accusing.accuse, name="accuse"),
    path("cases/<int:case_id>/", cases.case, name="case"),
    path("new/", tasks.new, name="new"),
    path("<int:work_id>/", one.one, name="one"),
    path("<int:work_id>/edit/", tasks.edit, name="edit"),
    path("<int:work_id>/do/<slug:verb>/", doing.do, name="do"),
]
