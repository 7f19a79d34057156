import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { answer, api } from '@/api/client.ts'
import { asProblem } from '@/api/problem.ts'
import { EvidenceHeld } from '@/case/EvidenceHeld.tsx'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { useMessage } from '@/ui/feedback.ts'
import { evidenceTexts } from './texts.ts'

/** Recounts all chains on the server and names what does not fit. */
export function Verify() {
  const t = useTexts(evidenceTexts)
  const { locale } = useLanguage()
  const message = useMessage()
  const [modal, dialogs] = Modal.useModal()
  const verify = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/evidence/verify', { body: { instance_id: null } })),
    onSuccess: (report) => {
      const content = <EvidenceHeld report={report} />
      if (report.intact) void modal.success({ title: t.intact(report.entries, report.streams), content })
      else void modal.error({ title: t.broken, content, width: 720 })
    },
    onError: (error) => message.warning(asProblem(error).sentence(locale), 6),
  })
  return (
    <>
      {dialogs}
      <Button type="primary" icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate()}>
        {t.verify}
      </Button>
    </>
  )
}
