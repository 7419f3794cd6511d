/** What a room without a topic, name or picture says: Synapse refuses these events without their key. */
export function emptyContent(type: string): Readonly<Record<string, string>> {
  if (type === 'm.room.topic') return { topic: '' }
  return type === 'm.room.name' ? { name: '' } : {}
}
