/** What is open at first: ready to run, in this order. */
export const defaultTabs = [
  {
    query: `# The first people of the list, each with their
# accounts in the directories.
query People {
  employees(first: 20) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        displayName
        email
        department
        state
        domainAccounts {
          domain {
            dnsName
          }
          samAccountName
          enabled
          passwordHolder
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Reads every domain; with ids in domainIds, only those.
mutation Synchronise($domainIds: [ID!]) {
  syncNow(input: { domainIds: $domainIds }) {
    batch {
      id
    }
    answers {
      domain {
        dnsName
      }
      run {
        id
        phase
      }
      joined
      refusal {
        code
        message
      }
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: JSON.stringify({ domainIds: null }, null, 2),
  },
  {
    query: `# Every step of a synchronisation, live.
# 1. Run the tab "Synchronise".
# 2. Press the clock at the right: it puts the id of the
#    newest synchronisation into the variables below.
# 3. Press play.
subscription Watch($runId: ID, $batchId: ID) {
  syncProgress(runId: $runId, batchId: $batchId) {
    sequence
    at
    domainName
    phase
    expected
    read
    planned
    applied
    failed
    rate
    secondsLeft
    lastPerson
    warnings
    errorCode
    errorMessage
  }
}
`,
    variables: JSON.stringify({ runId: null, batchId: null }, null, 2),
  },
];
