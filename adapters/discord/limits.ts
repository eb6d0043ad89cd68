/* What Discord takes at most: discord.com/developers/docs, pages named behind each. Lengths in characters, times in milliseconds. */

/** A message without components V2, for bots: resources/message#create-message. */
export const plainTextLength = 2000;
/** All text displays of a message together: components/reference#text-display gives 4,000 each; bots that sent more in all were refused. */
export const componentsTextLength = 4000;
/** Nested ones count: components/reference#legacy-message-component-behavior. */
export const componentCount = 40;
/** components/reference#button */
export const buttonLabelLength = 80;
/** components/reference#media-gallery */
export const galleryItems = 10;
export const altTextLength = 1024;
/** interactions/application-commands#autocomplete */
export const choiceCount = 25;
export const choiceLength = 100;
/** Of a command: interactions/application-commands#application-command-object */
export const descriptionLength = 100;
/** components/reference#text-input and the feedback store's own bound. */
export const commentLength = 2000;
/** A question in a command's option, though Discord would take 6,000: the longest message a member can write. */
export const commandTextLength = 2000;
/** resources/channel#start-thread-from-message */
export const threadNameLength = 100;
/** interactions/receiving-and-responding: a token lives 15 minutes; half a minute is kept for the way. */
export const interactionTokenMs = 14.5 * 60_000;
/** A typing notice lasts ten seconds: resources/channel#trigger-typing-indicator. */
export const typingEveryMs = 8000;
