/** When the consoles in the pictures began. */
export const START = "2026-03-10T09:30:00Z";

/**
 * What the browser's clock says in all pictures. What was done in the first 55 seconds of a test was done "5 minutes ago", and the ten
 * minutes in which a delete can be undone are not over.
 */
export const NOW = new Date(Date.parse(START) + (5 * 60 + 25) * 1000);
