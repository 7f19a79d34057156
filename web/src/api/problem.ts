import { inEach, type Locale } from '@/i18n/locale.ts'
import { apiTexts } from './texts.ts'

/** One thing that is wrong with what was sent; `where` is a field's path or an element's id. */
export interface Fault {
  where: string
  code: string
  en: string
  zh: string
  /** The file of a bundle in which it was found. */
  file: string | null
}

interface ProblemBody {
  title?: string
  status?: number
  code?: string
  detail?: string
  detail_zh?: string
  faults?: Fault[]
}

const UNREACHABLE = inEach(apiTexts, (t) => t.unreachable)
const UNEXPECTED = inEach(apiTexts, (t) => t.unexpected)

/** A refusal of the server (problem+json), or that it could not be reached (status 0). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly faults: readonly Fault[]
  private readonly sentences: Record<Locale, string>

  constructor(status: number, code: string, sentences: Record<Locale, string>, faults: readonly Fault[] = []) {
    super(sentences.en)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.sentences = sentences
    this.faults = faults
  }

  sentence(locale: Locale): string {
    return this.sentences[locale]
  }

  get isConflict(): boolean {
    return this.status === 409 || this.status === 412
  }
}

export function problemFrom(status: number, body: unknown): Problem {
  const told = typeof body === 'object' && body !== null ? (body as ProblemBody) : {}
  const en = told.detail ?? told.title ?? UNEXPECTED.en
  const sentences = told.detail ? { en, zh: told.detail_zh ?? en } : UNEXPECTED
  return new Problem(status, told.code ?? 'unexpected', sentences, told.faults ?? [])
}

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) return new Problem(0, 'unreachable', UNREACHABLE)
  return new Problem(0, 'unexpected', UNEXPECTED)
}
