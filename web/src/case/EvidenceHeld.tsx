import type { EvidenceReport } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { Time } from '@/ui/Time.tsx'
import { caseTexts } from './texts.ts'
import './evidenceHeld.css'

const SHOWN = 50

/** What a verification found, each finding as one sentence, and what it was held against. */
export function EvidenceHeld({ report }: { report: EvidenceReport }) {
  const t = useTexts(caseTexts)
  const { locale } = useLanguage()
  const more = report.faults.length - SHOWN
  return (
    <div className="evidence-held">
      {report.faults.length > 0 && (
        <ul>
          {report.faults.slice(0, SHOWN).map((fault, place) => (
            <li key={place}>{fault[locale]}</li>
          ))}
          {more > 0 && <li>{t.moreFindings(more)}</li>}
        </ul>
      )}
      <p>{t.heldRows(report.rows, report.files)}</p>
      {report.partly_told > 0 && <p>{t.partlyTold(report.partly_told)}</p>}
      {report.seals && (
        <p>
          {report.seals.newest_at ? (
            <>
              {t.heldSeals(report.seals.seals, report.seals.entries_after)} <Time at={report.seals.newest_at} />
            </>
          ) : (
            t.noSeals
          )}
        </p>
      )}
    </div>
  )
}
