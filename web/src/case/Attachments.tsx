import { PaperClipOutlined } from '@ant-design/icons'
import type { Attachment } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { Time } from '@/ui/Time.tsx'
import { caseTexts } from './texts.ts'

export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const t = useTexts(caseTexts)
  const name = useNames()
  if (attachments.length === 0) return <p className="quiet">{t.noAttachments}</p>
  return (
    <ul className="stack">
      {attachments.map((file) => (
        <li key={file.id} className="row">
          <PaperClipOutlined aria-hidden />
          <a href={`/api/v1/attachments/${file.id}`} download>
            {file.file_name}
          </a>
          <span className="quiet">
            {t.size((file.bytes / 1024).toFixed(1))} · {name(file.uploaded_by)} · <Time at={file.uploaded_at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
