"""事务: work in lists, calendars and boards, each piece of it, meetings, projects, reports and absence."""
