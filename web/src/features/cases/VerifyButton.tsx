import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { answer, api } from '@/api/client.ts'
import { asProblem } from '@/api/problem.ts'
import { EvidenceHeld } from '@/case/EvidenceHeld.tsx'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { useMay } from '@/session/useSession.ts'
import { useMessage } from '@/ui/feedback.ts'
import { casesTexts } from './texts.ts'

/** Checks the chain of this case on the spot, for those who may read evidence. */
export function VerifyButton({ instanceId }: { instanceId: string }) {
  const t = useTexts(casesTexts)
  const { locale } = useLanguage()
  const message = useMessage()
  const [modal, dialogs] = Modal.useModal()
  const verify = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/evidence/verify', { body: { instance_id: instanceId } })),
    onSuccess: (report) => {
      if (report.intact) void message.success(t.intact(report.entries), 6)
      else void modal.error({ title: t.broken, content: <EvidenceHeld report={report} />, width: 720 })
    },
    onError: (error) => message.warning(asProblem(error).sentence(locale), 6),
  })
  if (!useMay()('evidence.read')) return null
  return (
    <>
      {dialogs}
      <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate()}>
        {t.verify}
      </Button>
    </>
  )
}
