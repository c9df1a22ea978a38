//! How views that are made already, or made by a closure, come into the page.

use std::mem;

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::any_attribute::AnyAttribute,
        hydration::Cursor,
        no_attrs,
        view::{Mountable, Position, PositionState, any_view::AnyViewState},
    },
};
use send_wrapper::SendWrapper;
use web_sys::{Element, Node};

use super::El;
use crate::reactive::Reaction;

impl Render for El {
    type State = El;

    fn build(self) -> El {
        self
    }

    fn rebuild(self, state: &mut El) {
        let _ = state.0.element.replace_with_with_node_1(&self.0.element);
        *state = self;
    }
}

impl Mountable for El {
    fn unmount(&mut self) {
        self.0.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.0.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.0.element.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.0.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.node()]
    }
}

/// What every view has to say of servers that write it: the page is made in the browser alone, so there is nothing to write and
/// nothing to take over.
macro_rules! never_written {
    ($view:ty) => {
        no_attrs!($view);

        impl RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;
            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(
                self,
                _: &mut String,
                _: &mut Position,
                _: bool,
                _: bool,
                _: Vec<AnyAttribute>,
            ) {
            }

            fn hydrate<const FROM_SERVER: bool>(
                self,
                _: &Cursor,
                _: &PositionState,
            ) -> Self::State {
                self.build()
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}

never_written!(El);

/// What a closure gives, anew whenever a signal that it reads has changed.
pub(super) struct Dynamic(pub(super) Box<dyn FnMut() -> AnyView + Send>);

impl Render for Dynamic {
    type State = Reaction<AnyViewState>;

    fn build(mut self) -> Reaction<AnyViewState> {
        Reaction::new(Box::new(move |before| {
            let view = (self.0)();
            match before {
                Some(mut state) => {
                    view.rebuild(&mut state);
                    state
                }
                None => view.build(),
            }
        }))
    }

    fn rebuild(self, state: &mut Reaction<AnyViewState>) {
        let mut before = mem::replace(state, self.build());
        before.insert_before_this(state);
        before.unmount();
    }
}

impl Mountable for Reaction<AnyViewState> {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

never_written!(Dynamic);

/// A view that is made already, whatever it is.
pub(in crate::ui) struct Made(SendWrapper<AnyViewState>);

impl Made {
    /// Makes it and all that is in it.
    pub(in crate::ui) fn of(view: AnyView) -> Self {
        Self(SendWrapper::new(view.build()))
    }
}

impl Render for Made {
    type State = AnyViewState;

    fn build(self) -> AnyViewState {
        self.0.take()
    }

    fn rebuild(self, state: &mut AnyViewState) {
        let mut made = self.build();
        state.insert_before_this(&mut made);
        state.unmount();
        *state = made;
    }
}

never_written!(Made);
