/**
 * The agents' door. Why nothing is lost, in the order in which an activity comes by:
 *
 * <ol>
 *   <li>{@link io.modehub.ingest.AgentEndpoint} lets in who shows a valid token, before the upgrade and only with the database; of
 *       thousands that come at once a few at a time ({@link io.modehub.admission.Doorway}).
 *   <li>{@link io.modehub.ingest.AgentLink} is one socket ({@code SlimSocket}). Its {@code hello} makes {@link io.modehub.ingest.Ingest#open} raise the
 *       agent's <em>generation</em> in the database: from then on nothing that an older link of the agent brought, on whatever
 *       hub and stream, can be written any more. The {@code welcome} tells what is durable; the agent sends everything after it again.
 *   <li>{@code Turnstile} keeps the order while something is asked about, and stops the socket being read when too much waits.
 *   <li>{@code Lane} is the one thread of the agent's person. It passes over what was {@code accepted} before, ends a link that
 *       leaves a hole, sets bad items aside, judges and folds the rest into spans, and shows the live mode at once.
 *   <li>{@code Writer} gathers a batch and writes it by {@code BatchTransaction}: rows, spans, roll-ups and the <em>cursor</em> in
 *       one transaction. The cursor moves only from exactly the number and generation that this hub knows; else the whole
 *       transaction fails and the link ends. Before the commit nobody is told anything; {@code Lane.committed} then tells all.
 *   <li>Only there is {@code ack} said. What was never acknowledged is still in the agent's spool, and comes again.
 * </ol>
 *
 * What can go wrong between these steps, and what then happens:
 *
 * <ul>
 *   <li>The hub dies: the agent never got its {@code ack}, and asks another hub, or this one later, where to go on. The points
 *       are named in {@code FaultPoint}, and tests let the hub die at each.
 *   <li>The connection to the database breaks during a commit, so that nobody knows whether it took place: {@code Writer} asks for
 *       the cursor, tells of what it covers, and writes the rest again.
 *   <li>The database refuses one item: its batch is halved until that stands alone, and is kept aside with the reason.
 *   <li>A day has as much of a device as it may have ({@link io.modehub.spans.DayTally}): what goes beyond is kept aside, too.
 *   <li>The database is slow or away: the batch is kept and tried again, {@code Credit} shrinks the windows, agents keep what they
 *       may not send, and what waits here stays below a fixed weight.
 *   <li>Two machines use one token, or two hubs have a link of one agent: the generation decides, the older link is sent away.
 * </ul>
 */
@NullMarked
package io.modehub.ingest;

import org.jspecify.annotations.NullMarked;
