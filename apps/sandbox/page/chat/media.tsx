import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { MediaView } from '../../src/wire';
import { Icon } from '../parts/icon';
import { sizeInWords } from './attachments';

/** A file in a message: shown, played, or to be downloaded. */
export function Media({ media }: { media: MediaView }): VNode {
  const [isHidden, setHidden] = useState(media.spoiler === true);
  if (isHidden) {
    return (
      <button
        type="button"
        class="media-veil"
        onClick={() => {
          setHidden(false);
        }}
      >
        Hidden {media.kind}. Show it
      </button>
    );
  }
  return <Shown media={media} />;
}

function Shown({ media }: { media: MediaView }): VNode {
  const { kind, url, name, mimeType = '' } = media;
  const label = name ?? kind.replace('_', ' ');
  if (['photo', 'sticker', 'animation'].includes(kind) && mimeType.startsWith('image/')) {
    return (
      <a class={`picture ${kind}`} href={url} target="_blank" rel="noopener noreferrer">
        <img src={url} alt={label} {...shownSize(media)} />
      </a>
    );
  }
  if (['video', 'video_note', 'animation'].includes(kind)) {
    return (
      <video
        class={kind}
        src={url}
        controls={kind !== 'animation'}
        loop={kind === 'animation'}
        preload="metadata"
        aria-label={label}
      />
    );
  }
  if (kind === 'audio' || kind === 'voice') return <audio src={url} controls preload="metadata" aria-label={label} />;
  return <Download media={media} label={label} />;
}

const WIDEST = 420;
const TALLEST = 340;

/** The size is known before the picture is there, so that nothing jumps when it comes. */
function shownSize({ width, height }: MediaView): { width?: number; height?: number } {
  if (width === undefined || height === undefined) return {};
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
}

function Download({ media: { url, size, name }, label }: { media: MediaView; label: string }): VNode {
  return (
    <a class="download" href={url} download={name ?? ''}>
      <span class="download-icon">
        <Icon name="download" />
      </span>
      <span>
        <b>{label}</b>
        <small>{sizeInWords(size)}</small>
      </span>
    </a>
  );
}
