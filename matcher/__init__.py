"""An engine that matches people to work: by skills and context, never by job title."""
