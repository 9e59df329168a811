// Dates, sizes and points as people read them.

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const NUMBER = new Intl.NumberFormat("en-GB");

/** "2024-06-23" as "23 June 2024"; what is no date stays as it is. */
export function day(written) {
  const found = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(found.getTime()) ? String(written ?? "") : DAY.format(found);
}

/** The time of day, such as "14:05:09". */
export const clock = (now = new Date()) => CLOCK.format(now);

/** Bytes as "28.1 KB", counted in 1,024 as mail clients do. */
export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** Bytes after which Gmail hides the rest of a letter. */
export const LIMIT = 102_400;

/** How much of what Gmail shows these bytes of HTML are. */
export const share = (bytes) =>
  bytes > LIMIT ? `${NUMBER.format(bytes - LIMIT)} bytes more than Gmail shows` : `${Math.round((bytes / LIMIT) * 100)}% of what Gmail shows`;

/** "1 character", "1,204 characters". */
export const count = (many, one, more = `${one}s`) => `${NUMBER.format(many)} ${many === 1 ? one : more}`;

/** Points with their sign, such as "+0.30" or "−0.18". */
export function points(given) {
  const shown = Math.abs(given).toFixed(2);
  if (Number(shown) === 0) return "0";
  return given < 0 ? `−${shown}` : `+${shown}`;
}

/** A score without a plus, such as "4.58". */
export const score = (given) => points(given).replace("+", "");

/** Characters as a reader counts them. */
export const length = (text) => [...text].length;
