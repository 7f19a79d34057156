import { answer, api } from '@/api/client.ts'

export type UploadTarget = { task_id: string } | { procedure_id: string }

/** Sends one file apart from the form; the form then names it by its id. */
export async function uploadFile(file: File, target: UploadTarget): Promise<{ id: string; name: string }> {
  const body = new FormData()
  body.append('file', file)
  for (const [name, value] of Object.entries(target)) body.append(name, value)
  const sent = await answer(
    api.POST('/api/v1/attachments', {
      body: { file: '' }, // the description's stand-in for a file; the real body follows
      bodySerializer: () => body,
    }),
  )
  return { id: sent.attachment_id, name: sent.file_name }
}
