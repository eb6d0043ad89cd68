/* What the coach says on Discord in its own voice; what it says everywhere is in adapters/shared-texts.ts. */

/** As many channels as anyone reads; a hundred would not fit into a message. */
const channelsNamed = 20;

export const namesOfChannels = (channels: readonly string[]): string => {
  const named = channels.slice(0, channelsNamed).map(id => `<#${id}>`);
  const more = channels.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
};

export const answersElsewhere = (channels: readonly string[]): string =>
  `Here I stay silent, as the officers of this server set it. I answer in ${namesOfChannels(channels)}, and in direct messages.`;

export const cannotWriteIn = (channel: string): string =>
  `I can’t write in ${channel}. Ask me elsewhere or here, or ask an officer of the server to let me send messages there.`;

export const nothingToRead = 'There is no text in that message that I can read. Ask me with /ask, or mention me.';
export const onlyPeople = 'I only answer what people write.';
export const onlyTheAsker = 'Only the person who asked can share that answer.';
export const alreadyShared = 'That answer has been shared just now.';
export const onlyOfficers = 'Only those who may manage this server can set that.';
export const notHere = 'That works in servers that I’m a member of.';
export const buttonTooOld = 'That button is from an earlier time. Ask again and I’ll look it up afresh.';
export const failed = 'Something went wrong on my side. Please ask again in a minute.';

export const threadOpened = (thread: string): string => `Carry on in <#${thread}>.`;
export const cannotOpenThread = 'I can’t open a thread here. An officer can let me create public threads in this channel.';
export const threadThere = 'There is a thread on that answer already.';
export const threadGreeting = (readsMessages: boolean): string =>
  readsMessages
    ? 'Ask on here. I follow up on what the person who asked writes in this thread; others mention me.'
    : 'Ask on here. Mention me or reply to me, so that I can read it.';

export const forgetQuestion = 'Shall I delete everything that I keep of you here: your questions, my answers and your feedback?';
export const keptAsItIs = 'Nothing was deleted.';
