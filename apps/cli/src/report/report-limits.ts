/** How much of each list a page shows, so that it stays bounded; what is left out is counted. */
export const reportLimits = {
  problems: 50,
  notes: 50,
  components: 50,
  warnings: 50,
  /** A domain controller has one. */
  databases: 4,
  reasons: 20,
  tables: 30,
  /** Folders of logs. */
  streams: 4,
  /** Breaks in one chain. */
  breaks: 20,
  logs: 50,
  /** Stretches of damaged pages that are named beside a map. */
  stretches: 50,
  /** Characters of one text. */
  text: 600,
} as const;
