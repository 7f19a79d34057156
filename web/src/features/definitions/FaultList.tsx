import { useLanguage } from '@/i18n/context.ts'
import './faults.css'

export interface Told {
  file: string | null
  where: string
  en: string
  zh: string
}

/** Sentences about the files of a bundle, file by file, each with its place. */
export function FaultList({ faults }: { faults: readonly Told[] }) {
  const { locale } = useLanguage()
  const files = Map.groupBy(faults, ({ file }) => file ?? '')
  return (
    <>
      {[...files].map(([file, told]) => (
        <section key={file} className="faults-of-file">
          {file ? <h3 className="mono">{file}</h3> : null}
          <ul>
            {told.map((fault) => (
              <li key={`${fault.where} ${fault.en}`}>
                {fault[locale]} {fault.where && fault.where !== file ? <code>{fault.where}</code> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
