/**
 * What is fetched, by what it is: the one place that knows under which key an answer is kept. A key covers all that begin with
 * it, so refreshing `keys.inbox.all` refreshes lists and counts.
 */
export const keys = {
  session: ['session'],
  inbox: {
    all: ['inbox'],
    counts: ['inbox', 'counts'],
    lists: ['inbox', 'list'],
    list: (filters: object) => ['inbox', 'list', filters],
  },
  task: {
    one: (taskId: string) => ['task', taskId],
    inLanguage: (taskId: string, locale: string) => ['task', taskId, locale],
  },
  cases: { list: (filters: object) => ['cases', filters] },
  case: {
    all: ['case'],
    one: (instanceId: string) => ['case', instanceId],
    diagram: (instanceId: string) => ['case', instanceId, 'diagram'],
    clocks: (instanceId: string) => ['case', instanceId, 'clocks'],
    history: (instanceId: string, whole: boolean) => ['case', instanceId, 'history', whole],
    decisions: (instanceId: string) => ['case', instanceId, 'decisions'],
  },
  requests: {
    all: ['requests'],
    list: ['requests'],
    waiting: ['requests', 'waiting'],
    one: (instanceId: string) => ['requests', instanceId],
  },
  startable: ['startable'],
  startForm: {
    of: (procedureId: string) => ['start-form', procedureId],
    one: (procedureId: string, formId: string | undefined, locale: string) => ['start-form', procedureId, formId, locale],
  },
  messageForm: (instanceId: string, name: string, locale: string) => ['message-form', instanceId, name, locale],
  definitions: {
    all: ['definitions'],
    versions: (procedureId: string) => ['definitions', procedureId],
    words: (procedureId: string) => ['definitions', procedureId, 'words'],
    decisions: (procedureId: string, number: number) => ['definitions', procedureId, number, 'decisions'],
    changes: (procedureId: string, number: number) => ['definitions', procedureId, number, 'changes'],
    inReview: ['definitions', 'in review'],
    diagram: (versionId: string) => ['definitions', versionId, 'diagram'],
  },
  incidents: {
    all: ['incidents'],
    list: (filters: object) => ['incidents', filters],
  },
  evidence: { list: (filters: object) => ['evidence', filters] },
  users: {
    all: ['users'],
    list: (filters: object) => ['users', filters],
    one: (userId: string) => ['users', userId],
  },
  people: {
    names: ['people', 'names'],
    search: (text: string) => ['people', 'search', text],
  },
  roles: ['roles'],
  customers: ['customers'],
  services: ['services'],
  calendars: ['calendars'],
  tokens: ['tokens'],
  notices: ['notices'],
  unseenNotices: ['unseen-notices'],
} as const
